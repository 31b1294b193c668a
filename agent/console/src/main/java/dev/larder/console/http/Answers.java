package dev.larder.console.http;

import dev.larder.console.AgentControl;
import dev.larder.console.JsonText;
import dev.larder.engine.log.Log;
import dev.larder.engine.metric.Metrics;
import dev.larder.engine.rule.CacheRule;
import dev.larder.engine.rule.Problem;
import dev.larder.engine.rule.Rules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What each path answers. Any thread; throws nothing. */
final class Answers {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    private static final int MOST_WARMED = 10_000;
    private static final int LONGEST_WORD = 2_000;

    private final Map<String, Route> routes = new LinkedHashMap<>();
    private final Admission admission;
    private final Metrics metrics;
    private final AgentControl control;
    private final Log log;

    /** What a path is for. */
    private enum Access {
        /** Figures and statuses. */
        READ,
        /** What whoever may change something may see as well: the rules' own text. */
        INSPECT,
        CHANGE
    }

    private record Route(Access access, Function<Request, Response> answer) {}

    Answers(Admission admission, Metrics metrics, AgentControl control, History history, Log log) {
        this.admission = admission;
        this.metrics = metrics;
        this.control = control;
        this.log = log;
        Page page = new Page();
        CachesJson caches = new CachesJson(metrics, control);
        route(Access.READ, "/", request -> page.response());
        route(Access.READ, "/metrics", this::scrape);
        FleetJson fleet = new FleetJson(control, caches::all);
        route(Access.READ, "/fleet", request -> Response.json(200, fleet.all()));
        route(Access.READ, "/rules", request -> rules());
        route(Access.READ, "/caches", request -> Response.json(200, caches.all()));
        route(Access.READ, "/health", request -> health());
        route(Access.READ, "/history", request -> Response.json(200, history.json()));
        route(Access.INSPECT, "/rule", this::rule);
        route(Access.CHANGE, "/rules/reload", request -> reload());
        route(Access.CHANGE, "/evict", this::evict);
        route(
                Access.CHANGE,
                "/clear",
                request -> removal(control.clear(request.query().get("cache"))));
        route(Access.CHANGE, "/warm", this::warm);
        route(Access.READ, "/warmth", request -> Response.json(200, WarmthJson.of(control.warmth())));
        route(Access.INSPECT, "/hot", this::hot);
        route(Access.CHANGE, "/bypass", this::bypass);
        route(Access.CHANGE, "/log", this::level);
    }

    private void route(Access access, String path, Function<Request, Response> answer) {
        routes.put(path, new Route(access, answer));
    }

    Response to(Request request) {
        try {
            Route route = routes.get(request.path());
            if (route == null) {
                Response refused = admission.refuseReading(request);
                return refused != null ? refused : Response.text(404, "see " + String.join(", ", routes.keySet()));
            }
            boolean post = route.access() == Access.CHANGE;
            if (post ? !request.method().equals("POST") : !request.reads()) {
                return Response.text(405, "only " + (post ? "POST" : "GET")).with("Allow", post ? "POST" : "GET, HEAD");
            }
            Response refused = route.access() == Access.READ
                    ? admission.refuseReading(request)
                    : admission.refuseChanging(request);
            return refused != null ? refused : route.answer().apply(request);
        } catch (RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError fault) {
            log.fault("a request to the agent's port failed", fault);
            return Response.text(500, "a fault of Larder's; the application's standard error says more");
        }
    }

    private Response scrape(Request request) {
        String accept = request.header("accept");
        boolean open = accept != null && accept.contains("application/openmetrics-text");
        return Response.of(200, open ? OPEN_METRICS : TEXT, metrics.scrape(open ? OPEN_METRICS : TEXT));
    }

    /**
     * Always well where it can be asked at all: the application runs whatever becomes of its caches, and must not be
     * restarted for them.
     */
    private Response rules() {
        control.lookForHidden();
        return Response.json(200, RulesJson.of(control.board()));
    }

    private Response health() {
        String status = control.rules() == null
                ? "inactive"
                : control.bypassed() ? "bypassed" : metrics.storeUp() ? "up" : "store-down";
        return Response.json(
                200,
                new JsonText()
                        .open('{')
                        .name("status")
                        .value(status)
                        .name("pendingEvictions")
                        .value(metrics.pendingEvictions())
                        .close('}'));
    }

    private Response rule(Request request) {
        Rules rules = control.rules();
        String name = request.query().getOrDefault("cache", "");
        return rules == null
                ? Response.text(404, "no rules are in force")
                : rules.caches().stream()
                        .filter(cache -> cache.name().equals(name))
                        .findFirst()
                        .map(cache ->
                                Response.of(200, "text/plain; charset=utf-8", RuleExcerpt.of(cache.name(), cache.at())))
                        .orElseGet(() -> Response.text(404, "there is no such cache"));
    }

    private Response reload() {
        List<Problem> problems = control.reload();
        JsonText json = new JsonText().open('{').name("problems").open('[');
        problems.forEach(problem -> json.value(problem.toString()));
        return Response.json(problems.isEmpty() ? 200 : 422, json.close(']').close('}'));
    }

    private Response evict(Request request) {
        List<String> words = new ArrayList<>();
        for (String line : request.body().lines().toList()) {
            String word = line.strip();
            if (word.length() > LONGEST_WORD || word.chars().anyMatch(Character::isISOControl)) {
                return Response.text(
                        400, "a line is a key, a pattern or tag:NAME, of up to " + LONGEST_WORD + " characters");
            }
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words.isEmpty()
                ? Response.text(400, "nothing is named: write one key, pattern or tag:NAME a line")
                : removal(control.evict(words));
    }

    private static Response removal(AgentControl.Removal removal) {
        JsonText json = new JsonText().open('{').name("evicted").open('[');
        removal.evicted().forEach(json::value);
        json.close(']')
                .name("removed")
                .value(removal.removed())
                .name("problems")
                .open('[');
        removal.problems().forEach(json::value);
        return Response.json(
                removal.problems().isEmpty() ? 200 : 422, json.close(']').close('}'));
    }

    private Response bypass(Request request) {
        Boolean on = truth(request.query().get("on"));
        if (on == null) {
            return Response.text(400, "say ?on=true to let every call go past the caches, ?on=false to use them again");
        }
        control.bypass(on);
        return Response.json(
                200,
                new JsonText()
                        .open('{')
                        .name("bypassed")
                        .value(control.bypassed())
                        .close('}'));
    }

    private Response warm(Request request) {
        Integer top = number(request, "top", MOST_WARMED);
        Integer rate = number(request, "rate", MOST_WARMED);
        if (top == null || rate == null) {
            return Response.text(400, "?top= and ?rate= are whole numbers from 1 to " + MOST_WARMED);
        }
        String cache = request.query().get("cache");
        String refused = control.warm(cache, top == 0 ? null : top, rate == 0 ? null : rate);
        return refused == null
                ? Response.json(200, WarmthJson.of(control.warmth()))
                : Response.json(
                        422,
                        new JsonText()
                                .open('{')
                                .name("problems")
                                .open('[')
                                .value(refused)
                                .close(']')
                                .close('}'));
    }

    /** 0 where the request says nothing of it, null where that is no such number. */
    private static @Nullable Integer number(Request request, String name, int most) {
        String text = request.query().get(name);
        if (text == null) {
            return 0;
        }
        int number = text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
        return number < 1 || number > most ? null : number;
    }

    /** Keys tell of data, as figures don't. */
    private Response hot(Request request) {
        Rules rules = control.rules();
        String cache = request.query().get("cache");
        List<String> caches = rules == null
                ? List.of()
                : rules.caches().stream()
                        .map(CacheRule::name)
                        .filter(name -> cache == null || cache.equals(name))
                        .toList();
        return Response.json(200, HotJson.of(metrics, caches));
    }

    private static @Nullable Boolean truth(@Nullable String text) {
        return text == null ? null : text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null;
    }

    private Response level(Request request) {
        Log.Level level = Log.Level.of(request.query().getOrDefault("level", ""));
        if (level == null) {
            return Response.text(400, "say ?level= with off, error, warn, info or debug");
        }
        log.level(level);
        log.info("log level " + level.word());
        return Response.json(
                200, new JsonText().open('{').name("log").value(level.word()).close('}'));
    }
}
