// SPDX-License-Identifier: Apache-2.0
/** Starts the chat on two servers, with Redis between them and nginx in front. Not in the WAR. */
package ee.parley.cluster;
