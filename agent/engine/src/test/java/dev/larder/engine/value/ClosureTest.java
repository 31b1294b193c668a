package dev.larder.engine.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

@SuppressWarnings("unused")
class ClosureTest {
    interface Shape {}

    sealed interface Sealed permits Left, Right {}

    record Left(A a) implements Sealed {}

    record Right(int n) implements Sealed {}

    static class A {}

    static class B extends A {}

    static class C {}

    static class D {
        static C notMine;
        Map<String, Optional<A[]>> deep;
    }

    static class Base<T> {
        List<T> content;
    }

    static class Derived extends Base<C> {}

    static class Grows<T> {
        Grows<List<T>> next;
        T value;
    }

    interface Repository<T, I> {
        Optional<T> find(I id);
    }

    interface AbleRepository extends Repository<A, Long> {}

    static class AbleRepositoryBean implements AbleRepository {
        @Override
        public Optional<A> find(Long id) {
            return Optional.empty();
        }
    }

    static class Service {
        A a() {
            return null;
        }

        List<? extends Shape> shapes() {
            return null;
        }

        Sealed sealed() {
            return null;
        }

        D deep() {
            return null;
        }

        Derived derived() {
            return null;
        }

        Base<B> generic() {
            return null;
        }

        Grows<A> grows() {
            return null;
        }

        Map<Corpus.Plain, A[][]> map() {
            return null;
        }

        <T extends C> List<T> bounded() {
            return null;
        }
    }

    private static Set<String> closure(Class<?> owner, String method) throws Exception {
        var found = java.util.Arrays.stream(owner.getDeclaredMethods())
                .filter(each -> each.getName().equals(method))
                .findFirst()
                .orElseThrow();
        return closure(owner, found);
    }

    private static Set<String> closure(Class<?> owner, java.lang.reflect.Method method) {
        ResolvedType type = ResolvedType.of(
                method.getGenericReturnType(), new ResolvedType(owner, List.of()).bindings(method.getDeclaringClass()));
        return ClosureWalk.from(type, owner, new Allow(List.of())).declared().stream()
                .map(name -> name.substring(name.lastIndexOf('$') + 1))
                .collect(java.util.stream.Collectors.toSet());
    }

    @Test
    void an_open_class_contributes_only_itself() throws Exception {
        assertThat(closure(Service.class, "a")).containsExactlyInAnyOrder("A");
        assertThat(closure(Service.class, "shapes")).containsExactlyInAnyOrder("Shape");
    }

    @Test
    void a_sealed_type_contributes_what_it_permits() throws Exception {
        assertThat(closure(Service.class, "sealed")).containsExactlyInAnyOrder("Sealed", "Left", "Right", "A");
    }

    @Test
    void fields_type_arguments_and_components_are_followed() throws Exception {
        assertThat(closure(Service.class, "deep")).containsExactlyInAnyOrder("D", "A");
        assertThat(closure(Service.class, "map")).containsExactlyInAnyOrder("Plain", "A");
        assertThat(closure(Service.class, "bounded")).containsExactlyInAnyOrder("C");
    }

    @Test
    void type_parameters_are_followed_through_superclasses_and_owners() throws Exception {
        assertThat(closure(Service.class, "derived")).containsExactlyInAnyOrder("Derived", "C");
        assertThat(closure(Service.class, "generic")).containsExactlyInAnyOrder("Base", "B");
        assertThat(closure(AbleRepository.class, Repository.class.getDeclaredMethod("find", Object.class)))
                .containsExactlyInAnyOrder("A");
        assertThat(closure(AbleRepositoryBean.class, Repository.class.getDeclaredMethod("find", Object.class)))
                .containsExactlyInAnyOrder("A");
    }

    @Test
    void types_that_grow_without_end_come_to_an_end() throws Exception {
        assertThat(closure(Service.class, "grows")).containsExactlyInAnyOrder("Grows", "A");
    }

    @Test
    void a_star_stays_within_its_package_and_two_cross_it() {
        Allow one = new Allow(List.of("com.acme.dto.*", "com.acme.Plain"));
        assertThat(one.covers("com.acme.dto.Item")).isTrue();
        assertThat(one.covers("com.acme.dto.Item$Part")).isTrue();
        assertThat(one.covers("com.acme.Plain")).isTrue();
        assertThat(one.covers("com.acme.dto.deep.Item")).isFalse();
        assertThat(one.covers("com.acme.dtoXItem")).isFalse();
        assertThat(one.covers("com.acme.Plainer")).isFalse();
        Allow two = new Allow(List.of("com.acme.**"));
        assertThat(two.covers("com.acme.dto.deep.Item")).isTrue();
        assertThat(two.covers("com.acmes.Item")).isFalse();
        Allow amidst = new Allow(List.of("com.**.dto.*Item*"));
        assertThat(amidst.covers("com.acme.deep.dto.Item")).isTrue();
        assertThat(amidst.covers("com.acme.dto.OldItems")).isTrue();
        assertThat(amidst.covers("com.acme.dto.old.Item")).isFalse();
        assertThat(new Allow(List.of("**")).covers("[Lcom.acme.Item;")).isFalse();
    }

    @Test
    void allowed_classes_of_the_jdk_stay_outside() {
        Closure closure = new Closure(
                Map.of(), new Allow(List.of("**")), List.of(getClass().getClassLoader()));
        assertThat(closure.find("java.lang.ProcessBuilder")).isNull();
        assertThat(closure.find("javax.sql.rowset.RowSetProvider")).isNull();
        assertThat(closure.find(getClass().getName())).isEqualTo(getClass());
    }
}
