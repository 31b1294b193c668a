package dev.larder.engine.value;

/**
 * How values of one class are written and read. Built once for each class and reachable only from it; stateless towards
 * its users, for any thread.
 */
sealed interface Form permits GraphForm, ScalarForm, EnumForm, StandInForm, ViewForm, UnfitForm {

    /** Of everything in the class that the bytes depend on; 0 where its name says it all. */
    long shape();
}
