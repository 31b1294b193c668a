package dev.larder.engine.value;

/**
 * The classes of the JDK whose values are brought back, in groups that are written alike: a closed list, by name. A class is
 * looked for, and its form made, only once a value of it is met, since most applications return few of them and all of
 * them together would be felt when the application starts.
 */
enum JdkGroup {
    /** As components of arrays only. */
    BARE("""
            boolean byte short char int long float double java.lang.Number java.lang.CharSequence java.lang.Comparable
            java.io.Serializable java.lang.Iterable java.util.Collection java.util.List java.util.Set java.util.SortedSet
            java.util.Map java.util.Map$Entry java.util.SortedMap java.util.Queue java.util.Deque
            java.time.temporal.Temporal java.time.temporal.TemporalAmount java.lang.Record java.lang.StackTraceElement java.util.Calendar
            """),
    PLAIN("""
            java.lang.String java.lang.Integer java.lang.Long java.lang.Boolean java.lang.Short java.lang.Byte
            java.lang.Character java.lang.Float java.lang.Double java.math.BigInteger java.math.BigDecimal java.util.UUID
            java.util.OptionalInt java.util.OptionalLong java.util.OptionalDouble
            """),
    NAMES("""
            java.util.Locale java.util.Currency java.net.URI java.io.File java.util.regex.Pattern java.net.Inet4Address
            java.net.Inet6Address java.nio.charset.Charset java.nio.file.Path
            """),
    TIMES("""
            java.time.Instant java.time.Duration java.time.LocalDate java.time.LocalTime java.time.LocalDateTime
            java.time.ZoneOffset java.time.OffsetTime java.time.OffsetDateTime java.time.ZonedDateTime java.time.Period
            java.time.Year java.time.YearMonth java.time.MonthDay java.time.ZoneId java.time.chrono.JapaneseDate
            java.time.chrono.MinguoDate java.time.chrono.ThaiBuddhistDate java.time.chrono.HijrahDate
            """),
    ENUMS("""
            java.time.DayOfWeek java.time.Month java.time.chrono.IsoEra java.time.temporal.ChronoUnit
            java.time.temporal.ChronoField java.util.concurrent.TimeUnit java.math.RoundingMode
            """),
    DATA("""
            java.util.Date java.lang.StringBuilder java.lang.StringBuffer java.util.concurrent.atomic.AtomicInteger
            java.util.concurrent.atomic.AtomicLong java.util.concurrent.atomic.AtomicBoolean
            java.util.concurrent.atomic.LongAdder java.util.BitSet sun.util.calendar.ZoneInfo
            """),
    URLS("java.net.URL"),
    SQL("java.sql.Timestamp java.sql.Date java.sql.Time"),
    CALENDARS("java.util.GregorianCalendar"),
    MAP_KEYS("java.util.Collections$SetFromMap"),
    THROWABLES("""
            java.lang.Throwable java.lang.Exception java.lang.RuntimeException java.lang.Error
            java.lang.ArithmeticException java.lang.ArrayIndexOutOfBoundsException java.lang.ArrayStoreException
            java.lang.AssertionError java.lang.ClassCastException java.lang.ClassNotFoundException
            java.lang.CloneNotSupportedException java.lang.ExceptionInInitializerError
            java.lang.IllegalArgumentException java.lang.IllegalStateException java.lang.IndexOutOfBoundsException
            java.lang.InterruptedException java.lang.LinkageError java.lang.NegativeArraySizeException
            java.lang.NoClassDefFoundError java.lang.NoSuchFieldException java.lang.NoSuchMethodException
            java.lang.NullPointerException java.lang.NumberFormatException java.lang.OutOfMemoryError
            java.lang.ReflectiveOperationException java.lang.SecurityException java.lang.StackOverflowError
            java.lang.StringIndexOutOfBoundsException java.lang.UnsupportedOperationException
            java.lang.reflect.InvocationTargetException java.lang.reflect.UndeclaredThrowableException
            java.io.IOException java.io.EOFException java.io.FileNotFoundException java.io.UncheckedIOException
            java.net.ConnectException java.net.MalformedURLException java.net.SocketException
            java.net.SocketTimeoutException java.net.URISyntaxException java.net.UnknownHostException
            java.nio.file.AccessDeniedException java.nio.file.FileAlreadyExistsException
            java.nio.file.FileSystemException java.nio.file.NoSuchFileException
            java.security.GeneralSecurityException java.security.NoSuchAlgorithmException java.text.ParseException
            java.time.DateTimeException java.time.format.DateTimeParseException java.util.ConcurrentModificationException
            java.util.InputMismatchException java.util.MissingResourceException java.util.NoSuchElementException
            java.util.concurrent.CancellationException java.util.concurrent.CompletionException
            java.util.concurrent.ExecutionException java.util.concurrent.RejectedExecutionException
            java.util.concurrent.TimeoutException java.sql.SQLException
            """),
    ORDERED("""
            java.util.ArrayList java.util.LinkedList java.util.ArrayDeque java.util.Vector java.util.Stack
            java.util.concurrent.CopyOnWriteArrayList java.util.concurrent.ConcurrentLinkedQueue
            java.util.concurrent.ConcurrentLinkedDeque
            """),
    HASHED("java.util.HashSet java.util.LinkedHashSet"),
    SORTED("java.util.TreeSet java.util.concurrent.ConcurrentSkipListSet java.util.PriorityQueue"),
    ENUM_SETS("java.util.RegularEnumSet java.util.JumboEnumSet"),
    MAPS("""
            java.util.HashMap java.util.LinkedHashMap java.util.concurrent.ConcurrentHashMap java.util.Hashtable
            java.util.Properties java.util.TreeMap java.util.concurrent.ConcurrentSkipListMap java.util.EnumMap
            """),
    IMMUTABLES("""
            java.util.ImmutableCollections$List12 java.util.ImmutableCollections$ListN
            java.util.ImmutableCollections$Set12 java.util.ImmutableCollections$SetN
            java.util.ImmutableCollections$Map1 java.util.ImmutableCollections$MapN
            """),
    /** Nothing but their fields. The last is somebody's lock: an object that is nothing but itself. */
    IMAGES("""
            java.util.Arrays$ArrayList java.util.Collections$SingletonList java.util.Collections$SingletonSet
            java.util.Collections$SingletonMap java.util.Collections$CopiesList
            java.util.Collections$UnmodifiableCollection java.util.Collections$UnmodifiableRandomAccessList
            java.util.Collections$UnmodifiableList java.util.Collections$UnmodifiableSet
            java.util.Collections$UnmodifiableSortedSet java.util.Collections$UnmodifiableNavigableSet
            java.util.Collections$UnmodifiableMap java.util.Collections$UnmodifiableSortedMap
            java.util.Collections$UnmodifiableNavigableMap java.util.Collections$UnmodifiableSequencedCollection
            java.util.Collections$UnmodifiableSequencedSet java.util.Collections$UnmodifiableSequencedMap
            java.util.Collections$SynchronizedCollection java.util.Collections$SynchronizedRandomAccessList
            java.util.Collections$SynchronizedList java.util.Collections$SynchronizedSet
            java.util.Collections$SynchronizedSortedSet java.util.Collections$SynchronizedNavigableSet
            java.util.Collections$SynchronizedMap java.util.Collections$SynchronizedSortedMap
            java.util.Collections$SynchronizedNavigableMap java.util.concurrent.ConcurrentHashMap$KeySetView
            java.util.concurrent.CopyOnWriteArraySet java.util.AbstractMap$SimpleEntry
            java.util.AbstractMap$SimpleImmutableEntry java.util.KeyValueHolder
            java.util.concurrent.atomic.AtomicReference java.util.Optional java.lang.Object
            """),
    CONSTANTS("""
            java.util.Comparators$NaturalOrderComparator java.util.Collections$ReverseComparator
            java.lang.String$CaseInsensitiveComparator java.util.Collections$EmptyList java.util.Collections$EmptySet
            java.util.Collections$EmptyMap java.util.Collections$UnmodifiableNavigableSet$EmptyNavigableSet
            java.util.Collections$UnmodifiableNavigableMap$EmptyNavigableMap
            """);

    private final String names;

    JdkGroup(String names) {
        this.names = names;
    }

    /** Separated by blanks and line ends. */
    String names() {
        return names;
    }

    /** @param number of the class in the table of the JDK's classes */
    Form form(Class<?> type, int number) {
        String name = type.getName();
        return switch (this) {
            case BARE -> new UnfitForm(name + " has no instances of its own");
            case PLAIN -> new PlainScalar(name, number);
            case NAMES -> new NameScalar(name, number);
            case TIMES -> TimeScalar.of(name, number);
            case ENUMS -> new EnumForm(type);
            case DATA -> new MutableForm(name);
            case URLS -> new UrlForm();
            case SQL -> new SqlForm(name);
            case CALENDARS -> new CalendarForm(name);
            case MAP_KEYS -> new MapKeySetForm(type);
            case THROWABLES -> new ThrowableForm(type);
            case ORDERED -> new OrderedForm(name);
            case HASHED -> new HashedSetForm(name);
            case SORTED -> new SortedForm(name);
            case ENUM_SETS -> new EnumSetForm();
            case MAPS -> MapForms.of(name);
            case IMMUTABLES -> ImmutableForms.of(type);
            case IMAGES -> name.equals("java.util.Optional") ? new OptionalForm() : image(type);
            case CONSTANTS -> ConstantForm.of(name);
        };
    }

    private static Form image(Class<?> type) {
        return new ImageForm(type, Layout.Kept.OF_JDK, false);
    }
}
