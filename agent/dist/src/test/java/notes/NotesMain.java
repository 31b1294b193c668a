package notes;

import io.javalin.Javalin;
import java.sql.SQLException;
import org.h2.jdbcx.JdbcConnectionPool;

public final class NotesMain {

    private NotesMain() {}

    public static void main(String[] arguments) throws SQLException {
        JdbcNotes jdbc = new JdbcNotes(JdbcConnectionPool.create("jdbc:h2:mem:notes;DB_CLOSE_DELAY=-1", "sa", ""));
        Notes notes = jdbc;
        Javalin server = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.routes.get(
                            "/notes/{id}",
                            page -> page.result(notes.find(Long.parseLong(page.pathParam("id")))
                                    .map(Note::toString)
                                    .orElse("none")));
                    config.routes.post("/notes/{id}", page -> {
                        notes.save(Long.parseLong(page.pathParam("id")), page.body());
                        page.result("saved");
                    });
                    config.routes.get("/statements", page -> page.result(String.valueOf(jdbc.statements())));
                })
                .start("127.0.0.1", 0);
        System.out.println("port " + server.port());
    }
}
