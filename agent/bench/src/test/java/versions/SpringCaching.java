package versions;

import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** Spring's caching over Redis, as its documentation sets it up. */
@Configuration
@EnableCaching
class SpringCaching {

    /**
     * For the rest of the JVM's life.
     *
     * @param aware whether evictions wait for the commit ({@code transactionAware()})
     */
    static Rows rows(DataSource database, int redis, boolean aware) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.registerBean(DataSource.class, () -> database);
        context.registerBean(LettuceConnectionFactory.class, () -> new LettuceConnectionFactory("127.0.0.1", redis));
        context.registerBean(CacheManager.class, () -> {
            RedisCacheManager.RedisCacheManagerBuilder builder = RedisCacheManager.builder(
                            context.getBean(LettuceConnectionFactory.class))
                    .cacheDefaults(RedisCacheConfiguration.defaultCacheConfig().entryTtl(Duration.ofMinutes(10)));
            return aware ? builder.transactionAware().build() : builder.build();
        });
        context.register(SpringCaching.class, SpringRows.class);
        context.refresh();
        return context.getBean(Rows.class);
    }

    @Bean
    JdbcTemplate jdbc(DataSource database) {
        return new JdbcTemplate(database);
    }

    @Bean
    PlatformTransactionManager transactions(DataSource database) {
        return new JdbcTransactionManager(database);
    }
}
