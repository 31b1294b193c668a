package dev.larder.bench;

import java.util.List;

/**
 * One blog, measured.
 *
 * @param startSeconds from the start of the process to the first answer
 * @param warmUp what came of the drive before, which isn't measured but must be right as well
 * @param caches empty without the agent
 */
record Measurement(
        double startSeconds, Visits warmUp, DriveResult drive, Statements statements, List<CacheGets> caches) {

    double statementsPerThousandRequests() {
        return statements.database() * 1000 / drive.visits().latencies().count();
    }

    long olderPages() {
        return warmUp.olderPages() + drive.visits().olderPages();
    }

    long comparedPages() {
        return warmUp.comparedPages() + drive.visits().comparedPages();
    }

    /** Both drives'. */
    Visits all() {
        return Visits.all(List.of(warmUp, drive.visits()));
    }
}
