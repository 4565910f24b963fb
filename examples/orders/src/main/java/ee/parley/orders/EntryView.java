// SPDX-License-Identifier: Apache-2.0
package ee.parley.orders;

/** What clients get of a line in an order's history. */
public record EntryView(long id, long number, String author, String words, long at) {
    static EntryView of(Entry entry) {
        return new EntryView(entry.id(), entry.about().number(), entry.author(), entry.words(), entry.writtenAt());
    }
}
