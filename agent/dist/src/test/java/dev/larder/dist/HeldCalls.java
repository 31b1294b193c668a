package dev.larder.dist;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What one method's bytecode calls, and which of that while it holds a monitor: followed along every branch and into every
 * handler. A lambda counts as called where it is made.
 */
final class HeldCalls extends MethodVisitor {

    /** Of a method, by its owner's internal name. */
    record Call(String owner, String name, String descriptor) {}

    private record Step(int opcode, Call call, List<Label> targets) {}

    private record Handler(Label start, Label end, Label handler) {}

    private final List<Step> steps = new ArrayList<>();
    private final List<Handler> handlers = new ArrayList<>();
    private final Map<Label, Integer> labels = new IdentityHashMap<>();
    private final boolean whole;

    /** @param whole whether the method itself is synchronized */
    HeldCalls(boolean whole) {
        super(Opcodes.ASM9);
        this.whole = whole;
    }

    Set<Call> all() {
        Set<Call> all = new HashSet<>();
        steps.stream().map(Step::call).filter(call -> call != null).forEach(all::add);
        return all;
    }

    Set<Call> held() {
        if (whole) {
            return all();
        }
        Set<Call> held = new HashSet<>();
        int[] depths = new int[steps.size()];
        Arrays.fill(depths, -1);
        Deque<int[]> open = new ArrayDeque<>();
        open.push(new int[] {0, 0});
        while (!open.isEmpty()) {
            int[] next = open.pop();
            int at = next[0];
            int depth = next[1];
            if (at >= steps.size() || depths[at] >= depth) {
                continue;
            }
            depths[at] = depth;
            Step step = steps.get(at);
            if (step.call != null && depth > 0) {
                held.add(step.call);
            }
            for (Handler handler : handlers) {
                if (at >= labels.get(handler.start) && at < labels.get(handler.end)) {
                    open.push(new int[] {labels.get(handler.handler), depth});
                }
            }
            int after = depth;
            if (step.opcode == Opcodes.MONITORENTER) {
                after++;
            } else if (step.opcode == Opcodes.MONITOREXIT) {
                after = Math.max(0, depth - 1);
            }
            for (Label target : step.targets) {
                open.push(new int[] {labels.get(target), after});
            }
            if (!ends(step.opcode)) {
                open.push(new int[] {at + 1, after});
            }
        }
        return held;
    }

    private static boolean ends(int opcode) {
        return opcode == Opcodes.GOTO
                || opcode == Opcodes.ATHROW
                || opcode == Opcodes.TABLESWITCH
                || (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN);
    }

    private void add(int opcode, Call call, Label... targets) {
        steps.add(new Step(opcode, call, List.of(targets)));
    }

    @Override
    public void visitInsn(int opcode) {
        add(opcode, null);
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean ofInterface) {
        add(opcode, new Call(owner, name, descriptor));
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
        for (Object argument : arguments) {
            if (argument instanceof Handle body) {
                add(Opcodes.INVOKEDYNAMIC, new Call(body.getOwner(), body.getName(), body.getDesc()));
            }
        }
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        add(opcode, null, label);
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label dflt, Label... cases) {
        switched(dflt, cases);
    }

    @Override
    public void visitLookupSwitchInsn(Label dflt, int[] keys, Label[] cases) {
        switched(dflt, cases);
    }

    private void switched(Label dflt, Label... cases) {
        Label[] all = Arrays.copyOf(cases, cases.length + 1);
        all[cases.length] = dflt;
        add(Opcodes.TABLESWITCH, null, all);
    }

    @Override
    public void visitLabel(Label label) {
        labels.put(label, steps.size());
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
        handlers.add(new Handler(start, end, handler));
    }
}
