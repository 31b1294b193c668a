package dev.larder.bench.call;

/** A method that was woven, and its twin that never was. */
class Prices {
    private long factor = 3;

    void change() {
        factor = 4;
    }

    long woven(long id) {
        return id * factor + 1;
    }

    long twin(long id) {
        return id * factor + 1;
    }
}
