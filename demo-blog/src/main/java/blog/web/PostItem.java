package blog.web;

import blog.PostSummary;

/** A post in a list, with the number of its comments. */
public record PostItem(PostSummary post, long comments) {}
