/** A small program on JDBC, with transactions that it steers itself. Has never heard of Larder; run in a JVM of its own. */
package ledger;
