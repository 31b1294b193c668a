package shop;

/** An interface whose implementation a rule names only through it. */
public interface Stock {

    int left(long articleId);

    record Line(long articleId, int left, Line before) {}

    Line line(long articleId);
}
