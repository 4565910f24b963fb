// SPDX-License-Identifier: Apache-2.0
/** A chat: {@link ee.parley.chat.ChatNamespace} is all of its server that talks to clients. */
package ee.parley.chat;
