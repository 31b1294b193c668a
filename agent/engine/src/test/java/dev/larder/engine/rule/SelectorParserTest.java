package dev.larder.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused stands in wrong-rules.txt. */
class SelectorParserTest {
    private static final Origin ORIGIN = new Origin("rules.yaml", 1, 1);

    private static Selector parse(String text) throws SyntaxException {
        return SelectorParser.parse(text, ORIGIN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            blog.PostService#find(long id)               | blog.PostService#find(long id)
            blog.PostService#find( long  id , int page ) | blog.PostService#find(long id, int page)
            blog.PostService#find(..)                    | blog.PostService#find(..)
            blog.PostService#find( .. )                  | blog.PostService#find(..)
            blog.PostService#all()                       | blog.PostService#all()
            blog.PostService#all( )                      | blog.PostService#all()
            blog.PostService#find*(long)                 | blog.PostService#find*(long)
            blog.PostService#*(..)                       | blog.PostService#*(..)
            blog.*Service#find(long)                     | blog.*Service#find(long)
            blog.**.*Service#find(long)                  | blog.**.*Service#find(long)
            blog.**#find(long)                           | blog.**#find(long)
            blog.*.Menu#all()                            | blog.*.Menu#all()
            blog.Site.*#all()                            | blog.Site$*#all()
            blog.*Site.Menu#all()                        | blog.*Site$Menu#all()
            Main#run()                                   | Main#run()
            blog.Outer.Inner#run()                       | blog.Outer$Inner#run()
            blog.Outer$Inner#run()                       | blog.Outer$Inner#run()
            blog.Outer.Inner.Innermost#run()             | blog.Outer$Inner$Innermost#run()
            blog.Outer$1#run()                           | blog.Outer$1#run()
            blog.Module$#apply(int)                      | blog.Module$#apply(int)
            blog.PostsKt#find-IoAF18A(long)              | blog.PostsKt#find-IoAF18A(long)
            blog.Posts#find$default(long)                | blog.Posts#find$default(long)
            a.B#c(List<Post> posts)                      | a.B#c(List posts)
            a.B#c(Map<String, List<? extends Post>> m)   | a.B#c(Map m)
            a.B#c(java.util.List<blog.Post[]> posts)     | a.B#c(java.util.List posts)
            a.B#c(List<Post>[] posts)                    | a.B#c(List[] posts)
            a.B#c(long[] ids, String[ ] [] names)        | a.B#c(long[] ids, String[][] names)
            a.B#c(String... names)                       | a.B#c(String[] names)
            a.B#c(int[]...)                              | a.B#c(int[][])
            a.B#c(final long id)                         | a.B#c(long id)
            a.B#c(long, String name)                     | a.B#c(long, String name)
            a.B#c(Map.Entry<K, V> entry)                 | a.B#c(Map.Entry entry)
            a.B#c(java.util.Map$Entry entry)             | a.B#c(java.util.Map$Entry entry)
            """)
    void a_selector_is_read(String written, String read) throws SyntaxException {
        assertThat(parse(written).toString()).isEqualTo(read);
    }

    @Test
    void what_was_read_reads_the_same_again() throws SyntaxException {
        Selector selector = parse("blog.Outer$Inner#find*(long id, java.util.List<String>[] names)");
        assertThat(parse(selector.toString())).isEqualTo(selector);
    }

    @Test
    void parameters_without_names_have_none() throws SyntaxException {
        assertThat(parse("a.B#c(long, int page)").parameterNames()).isEqualTo(Arrays.asList(null, "page"));
        assertThat(parse("a.B#c(..)").parameterNames()).isNull();
        assertThat(parse("a.B#c()").parameters()).isEqualTo(List.of());
    }
}
