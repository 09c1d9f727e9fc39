/* Licences as text; see dump.c. */

#include "scenarios/dump-parts.h"

void
scenario_dump_licences (GString *out, const ModelFleet *fleet)
{
  for (guint32 i = 0; i < fleet->n_licences; i++) {
    const ModelLicence *l = &fleet->licences[i];
    const ModelLicenceTerms *t = &l->terms;

    begin (out, "licence", i, l->name);
    append_text (out, "model", model_licence_words[l->model]);
    FIELDS (out, { "guest", l->of == MODEL_OF_GUEST }, { "floor", t->socket_floor },
            { "host-floor", t->host_floor }, { "per-licence", t->cores_per_licence }, { "pack", t->pack },
            { "minimum", t->order_minimum }, { "vsan", t->vsan_mib }, { "years", l->years },
            { "support", l->support }, { "late", l->late }, { "vms", l->vms_per_host });
    if (l->price.minor >= 0) {
      FIELDS (out, { "price", l->price.minor }, { "date", l->price.date }, { "listed", l->price.listed });
      append_text (out, "currency", l->price.currency);
      append_text (out, "per", model_per_words[l->price.per]);
      append_text (out, "source", l->price.source);
    }
    if (l->last_paid >= 0)
      FIELDS (out, { "paid", l->last_paid }, { "paid-on", l->last_date }, { "paid-hosts", l->last_hosts },
              { "paid-vms", l->last_vms });
    append_list (out, "hosts", l->hosts, l->n_hosts);
    g_string_append_c (out, '\n');
  }
}
