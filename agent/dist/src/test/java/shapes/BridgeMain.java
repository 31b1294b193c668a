package shapes;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** The bridge without an agent, as between the start and the end of a call during which the agent has left. */
final class BridgeMain {
    private BridgeMain() {}

    public static void main(String[] arguments) throws Throwable {
        Class<?> bridge = Class.forName("java.lang.LarderBridge");
        MethodType exit = MethodType.methodType(Object[].class, Object.class, Object.class, Throwable.class);
        CallSite site = (CallSite)
                bridge.getMethod("link", MethodHandles.Lookup.class, String.class, MethodType.class, int.class)
                        .invoke(null, MethodHandles.lookup(), "exit", exit, 0);
        Object[] hit = {"hit", null};
        Object linked = site.dynamicInvoker().invoke((Object) hit, (Object) null, (Throwable) null);
        Object none = site.dynamicInvoker().invoke((Object) "a body", (Object) "returned", (Throwable) null);
        Object direct = bridge.getMethod("exit", Object.class, Object.class, Throwable.class, Class.class, int.class)
                .invoke(null, hit, null, null, BridgeMain.class, 0);
        System.out.println((linked == hit) + " " + (none == null) + " " + (direct == hit));
    }
}
