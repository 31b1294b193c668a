package shop;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The shop's articles: a map for a database, and a count of how often it was asked. */
public class Articles {
    private final Map<Long, String> rows = new ConcurrentHashMap<>(Map.of(1L, "bread", 2L, "salt", 3L, "tea"));
    private final AtomicInteger loads = new AtomicInteger();

    public int loads() {
        return loads.get();
    }

    public Article find(long id) {
        loads.incrementAndGet();
        String name = rows.get(id);
        if (name == null) {
            return null;
        }
        Article article = new Article(id, name);
        article.getLabels().add(name.substring(0, 1));
        return article;
    }

    public Optional<Article> search(String name) {
        loads.incrementAndGet();
        return rows.entrySet().stream()
                .filter(row -> row.getValue().equals(name))
                .findFirst()
                .map(row -> new Article(row.getKey(), row.getValue()));
    }

    public List<Article> page(int number, int size) {
        loads.incrementAndGet();
        return new TreeMap<>(rows)
                .entrySet().stream()
                        .skip((long) number * size)
                        .limit(size)
                        .map(row -> new Article(row.getKey(), row.getValue()))
                        .sorted(Comparator.comparing(Article::getId))
                        .toList();
    }

    public double price(long id) {
        return id + loads.incrementAndGet() / 100.0;
    }

    public Runnable task(long id) {
        loads.incrementAndGet();
        return () -> System.out.println(id);
    }

    public String failing(long id) {
        loads.incrementAndGet();
        throw new IllegalStateException("no article " + id);
    }

    public void save(Article article) {
        rows.put(article.getId(), article.getName());
    }

    public void remove(long id) {
        rows.remove(id);
    }
}
