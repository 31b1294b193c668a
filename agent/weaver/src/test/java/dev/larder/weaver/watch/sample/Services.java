package dev.larder.weaver.watch.sample;

import jakarta.persistence.EntityTransaction;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.io.IOException;

/** What frameworks implement beside JDBC. */
public final class Services {

    private Services() {}

    public static final class Passing implements Filter {
        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            chain.doFilter(request, response);
        }
    }

    public static final class Entities implements EntityTransaction {
        @Override
        public void begin() {}

        @Override
        public void commit() {
            if (getRollbackOnly()) {
                throw new IllegalStateException("rolled back");
            }
        }

        @Override
        public void rollback() {}

        @Override
        public void setRollbackOnly() {}

        @Override
        public boolean getRollbackOnly() {
            return false;
        }

        @Override
        public boolean isActive() {
            return false;
        }

        @Override
        public void setTimeout(Integer timeout) {}

        @Override
        public Integer getTimeout() {
            return 0;
        }
    }

    public static final class Manager implements TransactionManager {
        private final Transaction suspended;

        /** @param suspended what is given when something is suspended */
        public Manager(Transaction suspended) {
            this.suspended = suspended;
        }

        @Override
        public void begin() {}

        @Override
        public void commit() {}

        @Override
        public int getStatus() {
            return 0;
        }

        @Override
        public Transaction getTransaction() {
            return suspended;
        }

        @Override
        public void resume(Transaction transaction) {}

        @Override
        public void rollback() {}

        @Override
        public void setRollbackOnly() {}

        @Override
        public void setTransactionTimeout(int seconds) {}

        @Override
        public Transaction suspend() {
            return suspended;
        }
    }
}
