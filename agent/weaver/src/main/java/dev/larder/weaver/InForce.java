package dev.larder.weaver;

/** Where every site sees which rules are in force: one reference, so that all change over in one step. */
final class InForce {
    private volatile RulesInForce rules;

    InForce(RulesInForce rules) {
        this.rules = rules;
    }

    RulesInForce rules() {
        return rules;
    }

    void set(RulesInForce next) {
        rules = next;
    }
}
