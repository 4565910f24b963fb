// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.payload;

import jakarta.json.bind.config.PropertyVisibilityStrategy;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

/**
 * The default visibility, but for records that are not public: these are written from their fields. Yasson calls accessors
 * through a public lookup, which cannot see into such a class, while it opens fields that are private.
 */
final class RecordFields implements PropertyVisibilityStrategy {
    @Override
    public boolean isVisible(Field field) {
        return Modifier.isPublic(field.getModifiers()) || isHiddenRecord(field.getDeclaringClass());
    }

    @Override
    public boolean isVisible(Method method) {
        return Modifier.isPublic(method.getModifiers()) && !isHiddenRecord(method.getDeclaringClass());
    }

    private static boolean isHiddenRecord(Class<?> type) {
        return type.isRecord() && !Modifier.isPublic(type.getModifiers());
    }
}
