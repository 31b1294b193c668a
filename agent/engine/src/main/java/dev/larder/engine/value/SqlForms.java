package dev.larder.engine.value;

import java.util.List;

/** The times of java.sql, a module that a trimmed runtime may lack. */
final class SqlForms {
    private static final List<String> NAMES = List.of("java.sql.Timestamp", "java.sql.Date", "java.sql.Time");

    private SqlForms() {}

    static void addTo(JdkForms forms) {
        try {
            Present.addTo(forms);
        } catch (NoClassDefFoundError trimmed) {
            NAMES.forEach(forms::absent);
        }
    }

    /** Apart, so that the classes are linked only here. */
    @SuppressWarnings("JavaUtilDate") // applications have them
    private static final class Present {
        static void addTo(JdkForms forms) {
            DataForm<java.sql.Timestamp> timestamp = new DataForm<>(
                    java.sql.Timestamp.class,
                    (time, out) -> {
                        out.signed(time.getTime());
                        out.number(time.getNanos());
                    },
                    in -> {
                        java.sql.Timestamp time = new java.sql.Timestamp(in.signedLong());
                        time.setNanos(in.number());
                        return time;
                    });
            DataForm<java.sql.Date> date = new DataForm<>(
                    java.sql.Date.class,
                    (time, out) -> out.signed(time.getTime()),
                    in -> new java.sql.Date(in.signedLong()));
            DataForm<java.sql.Time> time = new DataForm<>(
                    java.sql.Time.class,
                    (value, out) -> out.signed(value.getTime()),
                    in -> new java.sql.Time(in.signedLong()));
            forms.add(java.sql.Timestamp.class, timestamp);
            forms.add(java.sql.Date.class, date);
            forms.add(java.sql.Time.class, time);
        }
    }
}
