package dev.larder.engine.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DeploymentTest {
    @Test
    void web_applications_are_told_apart_by_where_their_classes_lie() {
        assertThat(Deployment.of("/opt/tomcat/webapps/shop/WEB-INF/classes/")).isEqualTo("@shop");
        assertThat(Deployment.of("/opt/tomcat/webapps/shop##2/WEB-INF/lib/core.jar"))
                .isEqualTo("@shop");
        assertThat(Deployment.of("/content/blog.war/WEB-INF/classes")).isEqualTo("@blog");
        assertThat(Deployment.of("file:/srv/blog.war!/WEB-INF/classes!/")).isEqualTo("@blog");
    }

    @Test
    void other_programs_are_one() {
        assertThat(Deployment.of("/srv/blog-1.2.jar")).isEmpty();
        assertThat(Deployment.of("nested:/srv/blog.jar/!BOOT-INF/classes/!/")).isEmpty();
        assertThat(Deployment.of(DeploymentTest.class)).isEmpty();
        assertThat(Deployment.of(String.class)).isEmpty();
    }
}
