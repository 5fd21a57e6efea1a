// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-backoff.h"
#include "dw-bus-command.h"
#include "dw-bus.h"
#include "dw-unit-poll.h"

G_BEGIN_DECLS

/* Shared by the files of the bus: dw-bus (thread), dw-bus-round (polling), dw-bus-jobs (commands), dw-bus-state (connection, below the others). All but the first group belongs to the worker. */
#define DW_BUS_MUTE_ROUNDS 3

typedef struct
{
  DwUnitPoll *poll;
  DwLinkState link;
} DwBusUnit;

struct _DwBus
{
  /* Set once, or safe by itself. */
  DwGatewayConfig config;
  DwClock *clock;
  DwMailbox *mailbox;
  DwLink *link;
  DwFrameLog *log;
  GAsyncQueue *jobs; /* Job, or the wake-up mark */
  GThread *thread;   /* main thread */
  gint stopping;     /* atomic */
  gint hurried;      /* atomic: the next round is wanted now */

  GAsyncQueue *ended; /* the wake-up mark, when the worker is done */

  GMutex mutex;
  DwGatewayStatus status; /* under mutex: the copy others may see */

  /* The worker's own. */
  DwModbusDriver *driver;
  DwBusUnit *units;
  guint n_units;
  GPtrArray *active; /* of DwBusJob: commands that have begun */
  DwBackoff backoff;
  DwGatewayStatus now; /* what status is copied from */
  guint64 round;
  guint mute_rounds; /* rounds with requests and without a byte, one after the other */
  guint mute_limit;  /* so many of them make the link be opened anew */
  gint64 told_ms;    /* monotonic: last mail about the gateway */
  gboolean was_open;
};

gboolean dw_bus_is_stopping (DwBus *self);
/* Copies what the worker knows for others; tells the main thread at most once a second, or at once when now. */
void dw_bus_publish (DwBus *self, gboolean now);
/* Opens the link, again if need be; FALSE when there is no connection, which is then told. */
gboolean dw_bus_open_link (DwBus *self);
/* Says the state at once. */
void dw_bus_set_state (DwBus *self, DwGatewayState state);
/* The same for a connection that is lost, with the links of all devices. */
void dw_bus_set_down (DwBus *self, const char *reason);
void dw_bus_set_unit_link (DwBus *self, DwBusUnit *unit, DwLinkState link);
void dw_bus_note_error (DwBus *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* One walk over all units; ends early when the connection is lost. */
void dw_bus_run_round (DwBus *self);

/* Takes new commands and steps those that are due. */
void dw_bus_serve_jobs (gpointer bus);
/* Ends what cannot go on without a connection. */
void dw_bus_serve_jobs_without_link (DwBus *self);
gint64 dw_bus_find_next_job_ms (DwBus *self);
void dw_bus_take_job (DwBus *self, gpointer job);
void dw_bus_free_job (gpointer job);
gpointer dw_bus_get_wake_mark (void);

G_END_DECLS
