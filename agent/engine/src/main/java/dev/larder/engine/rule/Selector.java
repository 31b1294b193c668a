package dev.larder.engine.rule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names methods: {@code blog.PostService#find(long id)}.
 *
 * @param type binary name of a class or an interface ({@code blog.Outer$Inner}); every concrete override below it is
 *     meant. {@code *} stands for any run of characters within one part of the name, {@code **} for one across packages
 * @param method the method's name; {@code *} stands for any run of name characters
 * @param parameters null for {@code (..)}: any
 * @param exclude what is taken away from it; these have none themselves
 */
public record Selector(
        String type, String method, @Nullable List<Parameter> parameters, List<Selector> exclude, Origin at) {

    public Selector {
        parameters = parameters == null ? null : List.copyOf(parameters);
        exclude = List.copyOf(exclude);
    }

    public Selector(String type, String method, @Nullable List<Parameter> parameters, Origin at) {
        this(type, method, parameters, List.of(), at);
    }

    Selector without(List<Selector> others) {
        return new Selector(type, method, parameters, others, at);
    }

    /** Whether the type is a pattern, so that it names no class in particular. */
    public boolean manyTypes() {
        return type.indexOf('*') >= 0;
    }

    /** The names that the selector gives to the parameters, null where it gives none; null for {@code (..)}. */
    public @Nullable List<@Nullable String> parameterNames() {
        if (parameters == null) {
            return null;
        }
        List<@Nullable String> names = new ArrayList<>();
        parameters.forEach(parameter -> names.add(parameter.name()));
        return names;
    }

    /** Of the parameters that have names, the names. */
    static List<String> named(List<Parameter> parameters) {
        List<String> names = new ArrayList<>(parameters.size());
        for (Parameter parameter : parameters) {
            if (parameter.name() != null) {
                names.add(parameter.name());
            }
        }
        return names;
    }

    /**
     * @param type erased name as in source: {@code long}, {@code java.lang.String}, {@code blog.Post[]}; a simple name
     *     without a package ({@code String}, {@code Post}) matches any class of that simple name
     * @param name null where the selector gives none
     */
    public record Parameter(String type, @Nullable String name) {
        @Override
        public String toString() {
            return name == null ? type : type + " " + name;
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(type).append('#').append(method).append('(');
        if (parameters == null) {
            text.append("..");
        } else {
            for (int i = 0; i < parameters.size(); i++) {
                text.append(i == 0 ? "" : ", ").append(parameters.get(i));
            }
        }
        return text.append(')').toString();
    }
}
