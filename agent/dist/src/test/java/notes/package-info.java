/** A small web application on Javalin and JDBC that has never heard of Larder. Run in a JVM of its own. */
package notes;
