package dev.larder.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.yaml.snakeyaml.Yaml;

/** Whether {@code check --app} tells of an application that isn't running what the agent weaves in it once it is. */
final class Agreement {

    private Agreement() {}

    /**
     * @param running the application with the agent, all of whose classes are loaded by now
     * @param app as {@code --app} takes it
     */
    static void between(Jdk jdk, ForkedJvm running, Path rules, String app) {
        Map<String, TreeSet<String>> told = new TreeMap<>();
        Map<String, List<String>> atRunTime = new TreeMap<>();
        for (Map<String, Object> rule : list(checked(jdk, rules, app), "methods")) {
            told.put(String.valueOf(rule.get("rule")), new TreeSet<>(texts(rule, "woven")));
            atRunTime.put(String.valueOf(rule.get("rule")), texts(rule, "atRunTime"));
        }
        SoftAssertions all = new SoftAssertions();
        int methods = 0;
        for (Map<String, Object> rule : list(ForkedJvm.get(running.metrics().resolve("/rules")), "rules")) {
            String name = String.valueOf(rule.get("rule"));
            TreeSet<String> woven = new TreeSet<>(texts(rule, "woven"));
            // Made at run time: of an interface without a body, or around a body that is woven as well
            boolean proxied = woven.removeIf(method -> method.contains("$Proxy") || method.contains("$$"));
            all.assertThat(woven).as(name).isEqualTo(told.getOrDefault(name, new TreeSet<>()));
            if (proxied && woven.isEmpty()) {
                all.assertThat(atRunTime.get(name)).as(name).isNotEmpty();
            }
            methods += woven.size();
        }
        all.assertAll();
        assertThat(methods).isGreaterThan(5);
    }

    private static String checked(Jdk jdk, Path rules, String app) {
        try (ForkedJvm check = ForkedJvm.of(jdk)
                .run("-jar", ForkedJvm.jar().toString(), "check", rules.toString(), "--app", app, "--json")) {
            return check.line();
        }
    }

    @SuppressWarnings("unchecked") // as check and agent write it
    private static List<Map<String, Object>> list(String json, String name) {
        Map<String, Object> whole = new Yaml().load(json);
        return (List<Map<String, Object>>) whole.get(name);
    }

    @SuppressWarnings("unchecked") // likewise
    private static List<String> texts(Map<String, Object> rule, String name) {
        return (List<String>) rule.get(name);
    }
}
