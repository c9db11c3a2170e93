"""A picture of the dashboard over some minutes of a program at work, without Grafana.

Prometheus itself answers the dashboard's own queries; what is drawn of it is ours.
"""
