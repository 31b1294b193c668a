package shop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** Reads a command a line, answers a line each, until there is no more. */
public final class ShopMain {
    private final Articles articles = new Articles();
    private final Stock stock = new Shelf();

    private ShopMain() {}

    public static void main(String[] arguments) throws IOException {
        ShopMain shop = new ShopMain();
        System.out.println("open");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null && !line.equals("exit"); line = in.readLine()) {
            System.out.println(shop.answer(line.split(" ")));
        }
    }

    private String answer(String[] words) {
        long id = words.length > 1 && words[1].matches("\\d+") ? Long.parseLong(words[1]) : 0;
        return switch (words[0]) {
            case "find" -> articles.find(id) + " loads=" + articles.loads();
            case "vandalise" -> {
                Article article = articles.find(id);
                article.setName("vandalised");
                article.getLabels().clear();
                yield article + " loads=" + articles.loads();
            }
            case "search" -> articles.search(words[1]) + " loads=" + articles.loads();
            case "page" -> articles.page((int) id, 2) + " loads=" + articles.loads();
            case "price" -> articles.price(id) + " loads=" + articles.loads();
            case "task" -> (articles.task(id) != null) + " loads=" + articles.loads();
            case "left" -> stock.left(id) + "";
            case "line" -> stock.line(id) + "";
            case "fail" -> failure(id);
            case "save" -> {
                articles.save(new Article(id, words[2]));
                yield "saved";
            }
            case "remove" -> {
                articles.remove(id);
                yield "removed";
            }
            case "walk" -> walk((int) id, Integer.parseInt(words[2]));
            case "hammer" -> hammer(id, Integer.parseInt(words[2]));
            case "storm" -> storm((int) id, Integer.parseInt(words[2]));
            case "virtual" -> Pinned.during(() -> virtual((int) id, Integer.parseInt(words[2])));
            case "memory" -> memory();
            default -> "what?";
        };
    }

    /** Many calls in a row, for so many articles in turn. */
    private String walk(int different, int calls) {
        for (int i = 0; i < calls; i++) {
            articles.find(i % different);
        }
        return "walked";
    }

    /** Many calls in a row: how many of them were wrong. */
    private String hammer(long id, int calls) {
        int wrong = 0;
        String expected = String.valueOf(articles.find(id));
        for (int i = 0; i < calls; i++) {
            if (!String.valueOf(articles.find(id)).equals(expected)) {
                wrong++;
            }
        }
        return "wrong=" + wrong;
    }

    /** Calls from many threads for some time: how many of them were wrong or failed. */
    private String storm(int threads, int millis) {
        long end = System.nanoTime() + millis * 1_000_000L;
        LongAdder calls = new LongAdder();
        LongAdder wrong = new LongAdder();
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> {
                while (System.nanoTime() < end) {
                    calls.increment();
                    try {
                        Article article = articles.find(1);
                        Optional<Article> found = articles.search("salt");
                        if (!article.getName().equals("bread") || found.isEmpty() || stock.left(2) < 20) {
                            wrong.increment();
                        }
                        articles.save(new Article(3, "tea"));
                    } catch (RuntimeException | Error fault) {
                        wrong.increment();
                    }
                }
            });
            thread.start();
            all.add(thread);
        }
        try {
            for (Thread thread : all) {
                thread.join();
            }
        } catch (InterruptedException stopped) {
            wrong.increment();
        }
        return "wrong=" + wrong + " calls=" + calls;
    }

    /** As the storm, on virtual threads that come and go. */
    private String virtual(int threads, int millis) {
        long end = System.nanoTime() + millis * 1_000_000L;
        LongAdder wrong = new LongAdder();
        LongAdder calls = new LongAdder();
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int id = i;
            all.add(Pinned.virtual(() -> {
                for (int round = 0; System.nanoTime() < end; round++) {
                    calls.increment();
                    try {
                        Article article = articles.find(1 + round % 3);
                        articles.page(id % 7, 2);
                        if (article == null) {
                            wrong.increment();
                        } else if (round % 8 == 0) {
                            articles.save(article);
                        }
                    } catch (RuntimeException | Error fault) {
                        wrong.increment();
                    }
                }
            }));
        }
        try {
            for (Thread thread : all) {
                thread.join();
            }
        } catch (InterruptedException stopped) {
            wrong.increment();
        }
        return "wrong=" + wrong + " calls=" + calls;
    }

    private static String memory() {
        for (int i = 0; i < 5; i++) {
            System.gc();
        }
        return ManagementFactory.getClassLoadingMXBean().getLoadedClassCount() + " "
                + ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private String failure(long id) {
        try {
            return articles.failing(id);
        } catch (IllegalStateException thrown) {
            StringBuilder text = new StringBuilder(thrown.toString());
            for (StackTraceElement frame : thrown.getStackTrace()) {
                text.append(" | ").append(frame);
            }
            return text + " loads=" + articles.loads();
        }
    }
}
