/**
 * An application whose rows count their own changes, run in JVMs of its own: on plain JDBC it has never heard of a cache;
 * beside it the same by Spring's annotations.
 */
package versions;
