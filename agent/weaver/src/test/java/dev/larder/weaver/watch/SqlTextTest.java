package dev.larder.weaver.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1",
                "  SELECT * from posts where title = 'insert into'",
                "select p.into_account, pinto from p",
                "-- update posts\nselect 1",
                "/* delete */ select 1",
                "/* a */ -- b\n # c\n (select 1) union (select 2)",
                "select * from posts for update",
                "with recent as (select 1) select * from recent",
                "with recent as (select updated, deleted from posts) select * from recent for update",
                "with recent as (select 1) select * from recent for no key update",
                "VALUES (1)",
                "show tables",
                "explain select 1",
                "table posts",
                "describe posts"
            })
    void reads_are_told(String sql) {
        assertThat(SqlText.mayWrite(sql)).as(sql).isEqualTo(sql.contains("'insert into'"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into posts values (1)",
                "UPDATE posts set title = ''",
                "delete from posts",
                "merge into posts",
                "call archive()",
                "{call archive()}",
                "{? = call archive()}",
                "select * into copies from posts",
                "SELECT * INTO copies from posts",
                "with gone as (delete from posts returning *) select * from gone",
                "with a as (select 1) insert into posts select * from a",
                "explain analyze update posts set title = ''",
                "truncate table posts",
                "create table posts (id int)",
                "set role admin",
                "do $$ begin end $$",
                "replace into posts values (1)",
                "",
                "/* never closed",
                "-- nothing else"
            })
    void whatever_is_not_plainly_a_read_is_a_write(String sql) {
        assertThat(SqlText.mayWrite(sql)).as(sql).isTrue();
    }
}
