package dev.larder.engine.rule;

/**
 * That calls of cached methods are remembered, to be made again after a start.
 *
 * @param onStart whether that is done without being asked to
 * @param top how many calls of each method are remembered at most, those that were made most often
 * @param rate how many are made again in a second at most
 */
public record WarmSettings(boolean onStart, int top, int rate) {
    static final int TOP = 200;
    static final int RATE = 50;
}
