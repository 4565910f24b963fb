// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import ee.parley.RoomEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Who is in which room of one namespace. Thread-safe; calls nobody while its lock is held.
 *
 * <p>A change costs the same with ten members and with a million. Each room keeps the list of its members for readers,
 * made anew by the first who asks after a change: who sends to a room that does not change copies nothing.
 *
 * @param <M> a member
 */
final class Rooms<M> {
    /** Takes note of what happens. */
    interface Observer<M> {
        /** Whether to note anything. Called with the lock held. */
        boolean watching();

        /** Called with the lock held, so in the order in which things happen: must only take note. */
        void noted(RoomEvent.Kind kind, String room, Optional<M> who);

        /** Called after each change, without the lock: what has been noted can be told. */
        void unlocked();
    }

    private final Observer<M> observer;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Map<String, Room<M>> rooms = new HashMap<>();

    /** The rooms of each member that has entered and not left. */
    @GuardedBy("lock")
    private final Map<M, Set<String>> members = new HashMap<>();

    @GuardedBy("lock")
    private final Room<M> admitted = new Room<>();

    Rooms(Observer<M> observer) {
        this.observer = observer;
    }

    /** Lets a member join rooms from here on, its own the first; it is not among {@link #admitted} yet. */
    void enter(M member, String ownRoom) {
        lock.lock();
        try {
            members.put(member, Set.of());
            add(member, ownRoom);
            Objects.requireNonNull(rooms.get(ownRoom)).own = true;
        } finally {
            lock.unlock();
        }
        observer.unlocked();
    }

    /** Counts a member as one of the namespace; not one that has left. */
    void admit(M member) {
        lock.lock();
        try {
            if (members.containsKey(member)) {
                admitted.add(member);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes a member out of everything, and returns what it was in: from here on it joins nothing. */
    Set<String> leave(M member) {
        Set<String> joined;
        lock.lock();
        try {
            joined = members.remove(member);
            if (joined != null) {
                joined.forEach(room -> remove(member, room));
                admitted.remove(member);
            }
        } finally {
            lock.unlock();
        }
        observer.unlocked();
        return joined == null ? Set.of() : joined;
    }

    void join(M member, Collection<String> names) {
        lock.lock();
        try {
            for (String name : names) {
                add(member, name);
            }
        } finally {
            lock.unlock();
        }
        observer.unlocked();
    }

    void leave(M member, Collection<String> names) {
        lock.lock();
        try {
            Set<String> joined = members.get(member);
            if (joined == null) {
                return;
            }
            for (String name : names) {
                if (joined.contains(name)) {
                    joined = without(joined, name);
                    remove(member, name);
                }
            }
            members.put(member, joined);
        } finally {
            lock.unlock();
        }
        observer.unlocked();
    }

    /** Returns a copy of the names of the rooms that a member is in. */
    Set<String> of(M member) {
        lock.lock();
        try {
            Set<String> joined = members.get(member);
            return joined == null ? Set.of() : Set.copyOf(joined);
        } finally {
            lock.unlock();
        }
    }

    /** Returns all who have been admitted and have not left. */
    List<M> admitted() {
        lock.lock();
        try {
            return admitted.list();
        } finally {
            lock.unlock();
        }
    }

    /** Returns all who have been admitted, but for those in one of the excepted rooms. */
    List<M> admittedExcept(Set<String> except) {
        lock.lock();
        try {
            List<Room<M>> excepted = existing(except);
            return excepted.isEmpty() ? admitted.list() : union(List.of(admitted), excepted);
        } finally {
            lock.unlock();
        }
    }

    /** Returns who is in any of the rooms, each once, but for those in one of the excepted rooms. */
    List<M> inAny(Set<String> names, Set<String> except) {
        lock.lock();
        try {
            List<Room<M>> named = existing(names);
            List<Room<M>> excepted = existing(except);
            if (named.isEmpty()) {
                return List.of();
            }
            return named.size() == 1 && excepted.isEmpty() ? named.get(0).list() : union(named, excepted);
        } finally {
            lock.unlock();
        }
    }

    /** Returns how many are in each room, but for the own ones. */
    Map<String, Integer> sizes() {
        lock.lock();
        try {
            Map<String, Integer> sizes = new HashMap<>();
            rooms.forEach((name, room) -> {
                if (!room.own) {
                    sizes.put(name, room.members.size());
                }
            });
            return sizes;
        } finally {
            lock.unlock();
        }
    }

    /** How many rooms there are, own ones included. */
    int count() {
        lock.lock();
        try {
            return rooms.size();
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private List<Room<M>> existing(Set<String> names) {
        if (names.isEmpty()) {
            return List.of();
        }
        List<Room<M>> found = new ArrayList<>(names.size());
        for (String name : names) {
            Room<M> room = rooms.get(name);
            if (room != null) {
                found.add(room);
            }
        }
        return found;
    }

    @GuardedBy("lock")
    private List<M> union(List<Room<M>> named, List<Room<M>> excepted) {
        List<M> union = new ArrayList<>();
        for (int i = 0; i < named.size(); i++) {
            List<Room<M>> before = named.subList(0, i);
            for (M member : named.get(i).members) {
                if (!isInAny(before, member) && !isInAny(excepted, member)) {
                    union.add(member);
                }
            }
        }
        return union;
    }

    private static <M> boolean isInAny(List<Room<M>> rooms, M member) {
        for (Room<M> room : rooms) {
            if (room.members.contains(member)) {
                return true;
            }
        }
        return false;
    }

    @GuardedBy("lock")
    private void add(M member, String name) {
        Set<String> joined = members.get(member);
        if (joined == null || joined.contains(name)) {
            return;
        }
        members.put(member, with(joined, name));
        Room<M> room = rooms.get(name);
        boolean watching = observer.watching();
        if (room == null) {
            room = new Room<>();
            rooms.put(name, room);
            if (watching) {
                observer.noted(RoomEvent.Kind.CREATED, name, Optional.empty());
            }
        }
        room.add(member);
        if (watching) {
            observer.noted(RoomEvent.Kind.JOINED, name, Optional.of(member));
        }
    }

    @GuardedBy("lock")
    private void remove(M member, String name) {
        Room<M> room = rooms.get(name);
        if (room == null) {
            return;
        }
        boolean watching = observer.watching();
        room.remove(member);
        if (watching) {
            observer.noted(RoomEvent.Kind.LEFT, name, Optional.of(member));
        }
        if (room.members.isEmpty()) {
            rooms.remove(name);
            if (watching) {
                observer.noted(RoomEvent.Kind.DELETED, name, Optional.empty());
            }
        }
    }

    /**
     * Returns the set with another element; it may be the same set. Most members are in the one room of their own, which has
     * that one member: a hash set for each of the two would take more than half of what the index does.
     */
    private static <E> Set<E> with(Set<E> set, E element) {
        if (set.isEmpty()) {
            return Set.of(element);
        }
        Set<E> several = set instanceof HashSet ? set : new HashSet<>(set);
        several.add(element);
        return several;
    }

    /** Returns the set without an element, if it has that; it may be the same set. */
    private static <E> Set<E> without(Set<E> set, E element) {
        if (!(set instanceof HashSet)) {
            return set.contains(element) ? Set.of() : set;
        }
        set.remove(element);
        return set;
    }

    /** Guarded by the lock of the index it is in. */
    private static final class Room<M> {
        Set<M> members = Set.of();
        boolean own;
        private @Nullable List<M> list;

        void add(M member) {
            members = with(members, member);
            list = null;
        }

        void remove(M member) {
            members = without(members, member);
            list = null;
        }

        List<M> list() {
            List<M> current = list;
            if (current == null) {
                current = List.copyOf(members);
                list = current;
            }
            return current;
        }
    }
}
