package dev.larder.bench;

/** A number that a page showed of a subject. */
record Sighting(Subject subject, long number) {}
