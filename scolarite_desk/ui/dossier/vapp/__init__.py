"""The tab of a VAPP: what is asked, who may ask, what was learnt, the opinion of the commission, the decision."""
