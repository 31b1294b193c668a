package blog;

public record CategoryCount(String name, String slug, long posts) {}
