/** A little program whose value class comes in two versions, for a deployment of which half is done. */
package release;
