// SPDX-License-Identifier: Apache-2.0
package org.glassfish.tyrus.servlet;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tyrus's, as far as its order goes: the name is what it is recognized by. */
public final class TyrusHttpUpgradeHandler implements HttpUpgradeHandler, ReadListener {
    /** What happened, in order. */
    public final List<String> seen = new ArrayList<>();

    private @Nullable WebConnection opened;
    private boolean made;

    @Override
    public void init(WebConnection connection) {
        try {
            opened = connection;
            connection.getOutputStream();
            connection.getInputStream().setReadListener(this);
            made = true;
            seen.add("connection made");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void onDataAvailable() throws IOException {
        if (!made || opened == null) {
            throw new AssertionError("Tyrus would wait here, for itself");
        }
        try (ServletInputStream in = opened.getInputStream()) {
            byte[] bytes = new byte[in.available()];
            seen.add("read " + in.read(bytes, 0, bytes.length) + " bytes");
        }
    }

    @Override
    public void onAllDataRead() {
        throw new AssertionError("not asked");
    }

    @Override
    public void onError(Throwable failure) {
        throw new AssertionError(failure);
    }

    @Override
    public void destroy() {
        try {
            if (opened != null) {
                opened.close();
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        seen.add("destroyed");
    }
}
