package dev.larder.dist;

import dev.larder.dist.HeldCalls.Call;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Who calls whom among some classes, told from their bytecode: a call of a method may reach any that overrides it. Calls of
 * the JDK's interfaces that lead back into these classes are not followed, but for lambdas.
 */
final class CallGraph {
    private final Map<Call, HeldCalls> methods = new LinkedHashMap<>();
    private final Map<String, Set<String>> below = new HashMap<>();
    private final Map<String, List<String>> above = new HashMap<>();

    /** Adds all classes of the jar or directory that a class comes from, below a package. */
    CallGraph add(Class<?> one, String packageName) {
        try {
            Path place = Path.of(
                    one.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isDirectory(place)) {
                addAll(place, packageName);
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(place)) {
                    addAll(jar.getPath("/"), packageName);
                }
            }
            return this;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private void addAll(Path root, String packageName) throws IOException {
        Path begin = root.resolve(packageName.replace('.', '/'));
        try (Stream<Path> files = Files.walk(begin)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (file.toString().endsWith(".class")) {
                    add(Files.readAllBytes(file));
                }
            }
        }
    }

    CallGraph add(byte[] classFile) {
        new ClassReader(classFile)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            private String owner = "";

                            @Override
                            public void visit(
                                    int version,
                                    int access,
                                    String name,
                                    String signature,
                                    String superName,
                                    String[] interfaces) {
                                owner = name;
                                List<String> supers = new ArrayList<>(List.of(interfaces));
                                if (superName != null) {
                                    supers.add(superName);
                                }
                                above.put(name, supers);
                                supers.forEach(type -> below.computeIfAbsent(type, first -> new HashSet<>())
                                        .add(name));
                            }

                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] thrown) {
                                HeldCalls calls = new HeldCalls((access & Opcodes.ACC_SYNCHRONIZED) != 0);
                                methods.put(new Call(owner, name, descriptor), calls);
                                return calls;
                            }
                        },
                        ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG);
        return this;
    }

    int size() {
        return methods.size();
    }

    /** How a method that holds a monitor comes to make such a call, a line each. */
    List<String> held(Predicate<Call> unwanted) {
        List<String> found = new ArrayList<>();
        methods.forEach((method, calls) -> {
            for (Call call : calls.held()) {
                String way = way(call, unwanted);
                if (way != null) {
                    found.add(shown(method) + " -> " + way);
                }
            }
        });
        return found;
    }

    private String way(Call first, Predicate<Call> unwanted) {
        Map<Call, String> ways = new HashMap<>();
        Deque<Call> open = new ArrayDeque<>();
        ways.put(first, shown(first));
        open.add(first);
        while (!open.isEmpty()) {
            Call at = open.poll();
            if (unwanted.test(at)) {
                return ways.get(at);
            }
            for (Call body : bodies(at)) {
                for (Call next : methods.get(body).all()) {
                    if (ways.putIfAbsent(next, ways.get(at) + " -> " + shown(next)) == null) {
                        open.add(next);
                    }
                }
            }
        }
        return null;
    }

    private Set<Call> bodies(Call call) {
        Set<Call> bodies = new HashSet<>();
        if (call.name().equals("<init>")) {
            has(call.owner(), call, bodies);
            return bodies;
        }
        for (String type = call.owner(); type != null; type = next(type, bodies, call)) {
            // upwards until a body is found
        }
        Deque<String> open = new ArrayDeque<>(below.getOrDefault(call.owner(), Set.of()));
        while (!open.isEmpty()) {
            String type = open.poll();
            has(type, call, bodies);
            open.addAll(below.getOrDefault(type, Set.of()));
        }
        return bodies;
    }

    private String next(String type, Set<Call> bodies, Call call) {
        if (has(type, call, bodies)) {
            return null;
        }
        List<String> supers = above.getOrDefault(type, List.of());
        return supers.isEmpty() ? null : supers.get(supers.size() - 1);
    }

    private boolean has(String type, Call call, Set<Call> bodies) {
        Call body = new Call(type, call.name(), call.descriptor());
        return methods.containsKey(body) && bodies.add(body);
    }

    private static String shown(Call call) {
        return call.owner().substring(call.owner().lastIndexOf('/') + 1) + "." + call.name();
    }
}
