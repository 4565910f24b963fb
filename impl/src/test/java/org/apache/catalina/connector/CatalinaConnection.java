// SPDX-License-Identifier: Apache-2.0
package org.apache.catalina.connector;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Payara's connection and its request, by the names of their members. */
public final class CatalinaConnection implements WebConnection {
    private final ServletInputStream in;
    private final @Nullable ServletOutputStream out;
    private final List<String> heard;
    private final Request own;

    @SuppressWarnings("UnusedVariable") // found by its name
    private @Nullable Request request;

    /**
     * A connection that is open.
     *
     * @param heard is told when it ends, and how
     */
    public CatalinaConnection(ServletInputStream in, @Nullable ServletOutputStream out, List<String> heard) {
        this.in = in;
        this.out = out;
        this.heard = heard;
        this.own = new Request();
        this.request = own;
    }

    @Override
    public ServletInputStream getInputStream() {
        return in;
    }

    @Override
    public @Nullable ServletOutputStream getOutputStream() {
        return out;
    }

    /** From then on its request may be another client's. */
    @Override
    public void close() {
        heard.add("closed when all is written");
        request = null;
    }

    /** The last handler of its request. */
    public @Nullable HttpUpgradeHandler lastHandler() {
        return own.httpUpgradeHandler;
    }

    /** What the container does when it opens the connection. */
    public void opensFor(HttpUpgradeHandler handler) {
        own.httpUpgradeHandler = handler;
        handler.init(this);
    }

    /** Catalina's request, kept in a pool. */
    private static final class Request {
        private @Nullable HttpUpgradeHandler httpUpgradeHandler;
    }
}
