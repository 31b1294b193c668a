package dev.larder.engine;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;

/**
 * Where a method is declared as somebody wrote it. A proxy of the JDK has the erased types only: what its method returns
 * is told by the interface, {@code Optional<Book> findById(Long)} of a Spring Data repository.
 *
 * @param type through which the type variables of the method are known
 */
record Declaration(Method method, Class<?> type) {

    static Declaration of(Method method, Class<?> owner) {
        if (Proxy.isProxyClass(owner)) {
            for (Class<?> type : owner.getInterfaces()) {
                for (Method declared : type.getMethods()) {
                    if (declared.getName().equals(method.getName())
                            && !declared.isBridge()
                            && Arrays.equals(declared.getParameterTypes(), method.getParameterTypes())) {
                        return new Declaration(declared, type);
                    }
                }
            }
        }
        return new Declaration(method, owner);
    }
}
