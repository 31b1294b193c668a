package dev.larder.dist;

import dev.larder.engine.CallHandler;
import dev.larder.engine.Selection;
import dev.larder.engine.WovenMethods;
import java.lang.reflect.Method;
import java.util.List;

/** No rules at all: what is in force once the agent is detached. */
final class NoMethods implements WovenMethods {

    @Override
    public List<Selection> selections() {
        return List.of();
    }

    @Override
    public CallHandler bind(Class<?> owner, Method method, List<Selection> selections) {
        return CallHandler.NOTHING;
    }

    @Override
    public void woven(Selection selection, String method, String loader) {}

    @Override
    public void refused(Selection selection, String reason) {}

    @Override
    public void failed(Selection selection, String type, Throwable fault) {}
}
