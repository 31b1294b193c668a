package dev.larder.console.http;

import dev.larder.console.JsonText;
import dev.larder.engine.warm.Warmth;

/** What is remembered of calls, as {@code GET /warmth} tells it. */
final class WarmthJson {
    private WarmthJson() {}

    static JsonText of(Warmth warmth) {
        JsonText json = new JsonText().open('{');
        Warmth.Progress progress = warmth.progress();
        json.name("running").value(progress != null && progress.running());
        json.name("done").value(progress == null ? 0 : progress.done());
        json.name("all").value(progress == null ? 0 : progress.all());
        json.name("failed").value(progress == null ? 0 : progress.failed());
        json.name("stopped").value(progress == null ? null : progress.stopped());
        json.name("failures").open('{');
        if (progress != null) {
            progress.failures().forEach((failure, count) -> json.name(failure).value(count));
        }
        json.close('}').name("methods").open('[');
        for (Warmth.Share share : warmth.methods()) {
            json.open('{').name("cache").value(share.cache()).name("method").value(share.method());
            json.name("remembered").value(share.remembered());
            json.name("obstacle").value(share.obstacle()).close('}');
        }
        return json.close(']').close('}');
    }
}
