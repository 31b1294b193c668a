package dev.larder.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PremainTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdk.compiler/com.sun.tools.javac.Main -version",
                "sun.tools.jps.Jps",
                "jdk.jcmd/sun.tools.jcmd.JCmd 1 VM.version",
                "java.base/sun.security.tools.keytool.Main -list",
                "jdk.jshell/jdk.internal.jshell.tool.JShellToolProvider"
            })
    void tools_of_the_jdk_are_left_alone(String command) {
        assertThat(Premain.isJdkTool(command)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app.jar --server.port=1",
                "com.acme.Main",
                "shop/com.acme.shop.Main",
                "jdk.compiler/com.sun.tools.javac.launcher.Main Hello.java",
                ""
            })
    void applications_are_not_tools(String command) {
        assertThat(Premain.isJdkTool(command)).isFalse();
    }

    @Test
    void an_unknown_command_is_no_tool() {
        assertThat(Premain.isJdkTool(null)).isFalse();
    }
}
