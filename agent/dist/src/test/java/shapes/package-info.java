/** Methods and classes in every shape that an application may have them. Run in a JVM of its own; knows no Larder. */
package shapes;
