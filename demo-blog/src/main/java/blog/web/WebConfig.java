package blog.web;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration
class WebConfig implements WebMvcConfigurer {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    @Override
    public void addFormatters(FormatterRegistry formatters) {
        formatters.addConverter(Instant.class, String.class, DATE::format);
    }

    @Override
    public void addViewControllers(ViewControllerRegistry views) {
        views.addViewController("/login").setViewName("login");
        views.addViewController("/about").setViewName("about");
    }
}
