package dev.larder.console.command;

import dev.larder.console.JsonText;
import dev.larder.engine.ByHand;
import java.io.PrintWriter;
import java.util.List;

/** Prints what came of an eviction by hand. */
final class ByHandReport {
    private ByHandReport() {}

    /** @return the exit code */
    static int print(
            ByHand.Report report, OpenedStore opened, boolean json, String verb, PrintWriter out, PrintWriter err)
            throws RefusedException {
        if (!opened.settled()) {
            throw new RefusedException("the store could not be reached any more, and not everything is evicted: this"
                    + " command ends here and remembers nothing, so run it again");
        }
        // What was remembered at first has been evicted by now
        List<String> problems = report.problems().stream()
                .filter(problem -> !problem.equals(ByHand.REMEMBERED))
                .toList();
        if (json) {
            JsonText text = new JsonText().open('{').name("evicted").open('[');
            report.evicted().forEach(text::value);
            text.close(']')
                    .name("removed")
                    .value(report.removed())
                    .name("problems")
                    .open('[');
            problems.forEach(text::value);
            out.println(text.close(']').close('}'));
        } else {
            report.evicted().forEach(word -> out.println(verb + " " + word));
            if (verb.equals("evicted") && !report.evicted().isEmpty()) {
                out.println(Shown.count(report.removed()) + (report.removed() == 1 ? " key" : " keys")
                        + " removed; what a pattern of the rules covers is invalid at once and leaves as it runs out");
            }
            problems.forEach(err::println);
        }
        out.flush();
        return problems.isEmpty() ? 0 : 2;
    }
}
