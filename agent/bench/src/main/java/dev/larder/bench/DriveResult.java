package dev.larder.bench;

/** What came of a drive, and how long it took in all. */
record DriveResult(double seconds, Visits visits) {

    double requestsPerSecond() {
        return visits.latencies().count() / seconds;
    }
}
