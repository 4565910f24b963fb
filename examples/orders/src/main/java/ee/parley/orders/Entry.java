// SPDX-License-Identifier: Apache-2.0
package ee.parley.orders;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.SequenceGenerator;

/** A line in the history of an order: what was done with it, or what somebody noted. */
@Entity
@NamedQuery(name = Entry.OF_ORDER, query = "select e from Entry e where e.about.number = :number order by e.id")
public class Entry {
    static final String OF_ORDER = "Entry.ofOrder";

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "entry_id")
    @SequenceGenerator(name = "entry_id", sequenceName = "entry_id", allocationSize = 1)
    private Long id;

    @ManyToOne(optional = false, fetch = FetchType.LAZY)
    @JoinColumn(name = "orderNumber")
    private Order about;

    private String author;
    private String words;
    private long writtenAt;

    protected Entry() {}

    Entry(Order about, String author, String words, long writtenAt) {
        this.about = about;
        this.author = author;
        this.words = words;
        this.writtenAt = writtenAt;
    }

    long id() {
        return id;
    }

    Order about() {
        return about;
    }

    String author() {
        return author;
    }

    String words() {
        return words;
    }

    long writtenAt() {
        return writtenAt;
    }
}
